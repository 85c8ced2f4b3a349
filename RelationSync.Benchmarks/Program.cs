using RelationSync.Benchmarks;
using RelationSync.Benchmarks.Programs;

// dotnet run -c Release --project RelationSync.Benchmarks -- NAME [--long] [--json FILE] [--markdown FILE]; fuzz also takes --seed, --cases, --only; load --minutes or --soak; pages --store, --only
IBenchmark[] programs = [new Calls(), new Burst(), new Intake(), new Pages(args), new Faults(args), new Kills(), new Workbook(), new Fuzz(args), new Load(args)];
return await CommandLine.RunAsync(programs, args);
