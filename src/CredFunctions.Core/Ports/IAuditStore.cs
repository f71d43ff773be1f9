namespace CredFunctions.Ports;

/// <summary>
/// The whole store, which is the truth. Every write inserts if absent, or is conditional; writing the same thing again is harmless.
/// A handler takes the part that it uses.
/// </summary>
public interface IAuditStore : ILaneStore, IAccountStore, INotificationStore, IStoreUpkeep;
