"""Questions over sets of rows: ranked, filtered, averaged, counted, added up."""
