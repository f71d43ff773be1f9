using BenchmarkDotNet.Running;

using CredFunctions.Benchmarks;

// "whole-process WORK FILE" runs one piece of work once, for scripts/compare.sh; "azurite" records accounts in the storage
// emulator beside what the emulator can do at all; everything else goes to BenchmarkDotNet.
if (args is ["azurite"])
    return await TableRecording.RunAsync();
if (args is ["whole-process", var work, var file])
    return WholeProcess.Run(work, file);

BenchmarkSwitcher.FromAssembly(typeof(WholeProcess).Assembly).Run(args);
return 0;
