module example.com/tellsign

go 1.20
