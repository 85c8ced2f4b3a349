using RelationSync.Benchmarks;
using RelationSync.Benchmarks.Programs;

// dotnet run -c Release --project RelationSync.Benchmarks -- NAME [--long] [--json FILE] [--markdown FILE]
IBenchmark[] programs = [new Calls(), new Burst(), new Intake(), new Pages(), new Faults(), new Kills(), new Workbook()];
return await CommandLine.RunAsync(programs, args);
