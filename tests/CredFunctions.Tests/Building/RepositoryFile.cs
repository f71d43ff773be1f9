namespace CredFunctions.Tests.Building;

/// <summary>Files of the repository that tests hold to the code.</summary>
public static class RepositoryFile
{
    private static readonly string Root = RootAbove(AppContext.BaseDirectory);

    public static string At(string path) => Path.Combine(Root, path);

    private static string RootAbove(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "CredFunctions.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The tests have to run inside the repository.");
    }
}
