module dev.sluice/cluster/k3s-stand-in

go 1.25.0
