"""The report: finished documents as one page that opens from disk, or as a folder of its pieces.

`gather` reads documents into data, `write_site` makes pages of it. All that the page shows is computed
here or comes from the tables and the graph; the page itself only selects, draws and keeps corrections.
"""

from pipeline.site.gather import Gathered, gather, lineage_links
from pipeline.site.writer import Form, write_site

__all__ = ["Form", "Gathered", "gather", "lineage_links", "write_site"]
