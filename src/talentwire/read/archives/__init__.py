"""Web archives become pages: WARC files as crawlers write them, and the texts that Common Crawl makes of them (WET)."""

from talentwire.read.archives.page import Page
from talentwire.read.archives.pages import open_archive
from talentwire.read.archives.text import document_of, text_of

__all__ = ["Page", "document_of", "open_archive", "text_of"]
