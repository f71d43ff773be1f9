// The secrets of channels. A person puts them in; the app reads them through references in its settings.

import { place } from 'names.bicep'

param at place
param recover bool
param softDeleteDays int

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: at.names.keyVault
  location: at.location
  tags: at.tags
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
