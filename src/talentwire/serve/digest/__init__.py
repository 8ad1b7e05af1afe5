"""An issue as Markdown, as a page, as a letter and as JSON, and the verb that writes and sends it."""
