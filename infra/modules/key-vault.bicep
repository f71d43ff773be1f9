// The secrets of channels. A person puts them in; the app reads them through references in its settings.

@description('Name of the vault.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Whether a vault of this name that was deleted before is brought back.')
param recover bool

@description('Days for which a deleted vault or secret can be brought back. Cannot be changed later.')
@minValue(7)
@maxValue(90)
param softDeleteDays int

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    createMode: recover ? 'recover' : 'default'
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    // Nobody can destroy a secret before its time, a thief with the owner's rights included.
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: 'Enabled'
  }
}
