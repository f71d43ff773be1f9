// Azure Communication Services, for mail without an SMTP server: 30 mails a minute and 100 an hour at first.

@description('Name of the communication service.')
param communicationName string

@description('Name of the email service.')
param emailServiceName string

@description('Where mail data rests.')
param dataLocation string

@description('Tags.')
param tags { *: string }

resource emailService 'Microsoft.Communication/emailServices@2026-03-18' = {
  name: emailServiceName
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }

  // A domain of Azure's own: it sends at once. A domain of yours needs records in its DNS.
  resource domain 'domains' = {
    name: 'AzureManagedDomain'
    location: 'global'
    tags: tags
    properties: {
      domainManagement: 'AzureManaged'
      userEngagementTracking: 'Disabled'
    }
  }
}

resource communication 'Microsoft.Communication/communicationServices@2026-03-18' = {
  name: communicationName
  location: 'global'
  tags: tags
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
