// Azure Communication Services, for mail without an SMTP server.

import { place } from 'names.bicep'

param at place
param dataLocation string
param customDomain string
param isVerified bool

resource emailService 'Microsoft.Communication/emailServices@2026-03-18' = {
  name: at.names.emailService
  location: 'global'
  tags: at.tags
  properties: { dataLocation: dataLocation }

  // A domain of Azure's own sends at once, 5 mails a minute and 10 an hour. A domain of yours sends 30 and 100, and more on request,
  // once its records are in its DNS: until it is verified, it cannot be linked.
  resource domain 'domains' = {
    name: empty(customDomain) ? 'AzureManagedDomain' : customDomain
    location: 'global'
    tags: at.tags
    properties: {
      domainManagement: empty(customDomain) ? 'AzureManaged' : 'CustomerManaged'
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
    linkedDomains: empty(customDomain) || isVerified ? [emailService::domain.id] : []
  }
}

@description('What a channel of the kind acs has as its endpoint.')
output endpoint string = 'https://${communication.properties.hostName}'

@description('The domain that mail is sent from.')
output senderDomain string = emailService::domain.properties.mailFromSenderDomain
