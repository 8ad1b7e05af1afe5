"""The tools under the Model Context Protocol, with its official library: over standard streams, or over HTTP."""

from typing import Final

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations

from talentwire import __version__
from talentwire.serve.agents.tools import INSTRUCTIONS, Tools
from talentwire.serve.web.app import Service
from talentwire.serve.web.lending import Lender

PATH: Final = "/mcp"


def make_server(lender: Lender, *, frank: bool = True) -> MCPServer:
    """A server of the tools, over ledgers that are lent; ``frank`` to who runs it, who may know where the ledger is."""
    server: MCPServer = MCPServer("talentwire", instructions=INSTRUCTIONS, version=__version__)
    tools = Tools(lender, ToolError, frank=frank)
    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    for tool in tools.all():
        server.add_tool(tool, annotations=reads, structured_output=False)
    return server


def service(lender: Lender) -> Service:
    """The tools as a part of a server, at ``/mcp``: every call stands for itself, so that any process may answer it.

    Which hosts may ask, and from where, is decided before a request comes here.
    """
    server = make_server(lender, frank=False)
    trusted = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    routes = server.streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=trusted
    ).routes
    return Service(tuple(routes), server.session_manager.run)
