using BenchmarkDotNet.Running;

using CredFunctions.Benchmarks;

// "whole-process WORK FILE" runs one piece of work once, for scripts/compare.sh; everything else goes to BenchmarkDotNet.
if (args is ["whole-process", var work, var file])
    return WholeProcess.Run(work, file);

BenchmarkSwitcher.FromAssembly(typeof(WholeProcess).Assembly).Run(args);
return 0;
