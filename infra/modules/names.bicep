// What the resources are called. Both stages derive the same names from the resource group and the environment.

@export()
@description('Names of the resources of one deployment.')
type names = {
  @description('Ends the name of everything that has no name below.')
  token: string
  identity: string
  hostStorage: string
  reportStorage: string
  serviceBus: string
  plan: string
  app: string
  keyVault: string
  workspace: string
  insights: string
  actionGroup: string
  budget: string
  communication: string
  emailService: string
  eventTopic: string
}

@export()
@description('The names for a token that is unique to the resource group and the environment. 13 characters, as uniqueString gives.')
func namesFor(token string) names => {
  token: token
  identity: 'id-credfunctions-${token}'
  // At most 24 lower-case letters and digits.
  hostStorage: 'sthost${token}'
  reportStorage: 'streports${token}'
  serviceBus: 'sbns-credfunctions-${token}'
  plan: 'plan-credfunctions-${token}'
  // At most 32 characters: the host's id is cut there, and two apps with the same id would share locks.
  app: 'func-credfn-${token}'
  keyVault: 'kv-${token}'
  workspace: 'log-credfunctions-${token}'
  insights: 'appi-credfunctions-${token}'
  actionGroup: 'ag-credfunctions-${token}'
  budget: 'budget-credfunctions-${token}'
  communication: 'acs-credfunctions-${token}'
  emailService: 'email-credfunctions-${token}'
  eventTopic: 'evgt-credfunctions-${token}'
}

@export()
@description('Where a module deploys to: the same for all of them.')
type place = { names: names, location: string, tags: { *: string } }
