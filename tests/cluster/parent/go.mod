module dev.sluice/cluster/parent

go 1.25.0
