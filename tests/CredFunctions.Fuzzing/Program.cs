using CredFunctions.Fuzzing;

using SharpFuzz;

// What arrives from outside, as the fuzzer makes it up: run.sh starts it. An exception that is not expected is what it looks for.
// With a file, that input is tried once, by itself.
Action<byte[]> target = args[0] switch
{
    "reader" => FuzzTargets.Read,
    "policy" => FuzzTargets.ReadPolicy,
    _ => throw new ArgumentException("The targets are reader and policy.", nameof(args)),
};
if (args.Length > 1)
{
    target(File.ReadAllBytes(args[1]));
    return;
}

Fuzzer.OutOfProcess.Run(stream =>
{
    using var input = new MemoryStream();
    stream.CopyTo(input);
    target(input.ToArray());
});
