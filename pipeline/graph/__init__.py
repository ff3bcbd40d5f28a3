"""Who answers for what, as a networkx graph: built from finished documents, viewed, measured, exported."""

from pipeline.graph.build import build_graph
from pipeline.graph.choice import Choice
from pipeline.graph.exporters import EXPORTERS, FOLDERS, write_graph
from pipeline.graph.views import VIEWS

__all__ = ["EXPORTERS", "FOLDERS", "VIEWS", "Choice", "build_graph", "write_graph"]
