"""dateline: watches a developing story and its sources; tells the editor of new quotes and confirmed meeting dates."""

__version__ = "0.1.0"
