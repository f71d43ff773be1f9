using CredFunctions.Cli;
using CredFunctions.Cli.Commands;

return CredFunctionsCommand.Run(args, CommandEnvironment.OfProcess());
