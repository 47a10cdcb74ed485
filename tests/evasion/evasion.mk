# The evasion suite (tests/evasion/README.md).
#   STAGE=  mime, encoded, archive, html, limit or clean; all without

.PHONY: evasion evasion-table
evasion: $(PROGRAM) ## the test file hidden by every trick there is
	$(Q)CGPFILTER=$(abspath $(PROGRAM)) prove tests/evasion/run :: $(if $(STAGE),--stage $(STAGE))
evasion-table: $(PROGRAM) ## the same as a table, clamscan beside us
	$(Q)CGPFILTER=$(abspath $(PROGRAM)) tests/evasion/run --table $(if $(STAGE),--stage $(STAGE))
