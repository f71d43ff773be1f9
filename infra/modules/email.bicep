// Azure Communication Services, for mail without an SMTP server: 30 mails a minute and 100 an hour at first.

import { place } from 'names.bicep'

param at place
param dataLocation string

resource emailService 'Microsoft.Communication/emailServices@2026-03-18' = {
  name: at.names.emailService
  location: 'global'
  tags: at.tags
  properties: { dataLocation: dataLocation }

  // A domain of Azure's own: it sends at once. A domain of yours needs records in its DNS.
  resource domain 'domains' = {
    name: 'AzureManagedDomain'
    location: 'global'
    tags: at.tags
    properties: {
      domainManagement: 'AzureManaged'
      userEngagementTracking: 'Disabled'
    }
  }
}

resource communication 'Microsoft.Communication/communicationServices@2026-03-18' = {
  name: at.names.communication
  location: 'global'
  tags: at.tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: [emailService::domain.id]
  }
}

@description('What a channel of the kind acs has as its endpoint.')
output endpoint string = 'https://${communication.properties.hostName}'

@description('The domain that mail is sent from.')
output senderDomain string = emailService::domain.properties.mailFromSenderDomain
