using RelationSync.Benchmarks;
using RelationSync.Benchmarks.Documents;
using RelationSync.Benchmarks.Programs;

// dotnet run -c Release --project RelationSync.Benchmarks -- NAME [--long] [--json FILE] [--markdown FILE]; fuzz also takes --seed, --cases, --only; starts --seed; load --minutes or --soak; poll --seed, --cases; pages --store, --only; cluster --cases, --seed, --state, --minutes, --only; kills --engine
IBenchmark[] programs =
[
    new Calls(), new Burst(), new Intake(), new Pages(args), new Faults(args), new Kills(args), new Starts(args), new Workbook(), new Fuzz(args), new Load(args), new Cluster(args), new Poll(args),
    new Histories(args), new Siege(),
    new Latency(), new ViewerCost(), new StartTimes(), new Weight(), new Peers(),
    new RulesProgram(),
];
return await CommandLine.RunAsync(programs, args);
