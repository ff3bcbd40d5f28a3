"""What analysts take away: the documents as pandas frames, and as files of the usual formats."""

from pipeline.tables.frames import build_frames, stream_frames, with_headings
from pipeline.tables.partitions import write_partitioned
from pipeline.tables.writers import FOLDERS, WRITERS

__all__ = ["FOLDERS", "WRITERS", "build_frames", "stream_frames", "with_headings", "write_partitioned"]
