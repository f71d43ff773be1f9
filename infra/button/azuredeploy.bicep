// What the button "Deploy to Azure" deploys: everything of main.bicep, and the code from a release. Compiled into azuredeploy.json.

targetScope = 'resourceGroup'

import { namesFor } from '../modules/names.bicep'

@description('Name of the environment, such as "production". Part of every name, so that two fit into one resource group.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Region of everything. Flex Consumption has to be offered there.')
@minLength(1)
param location string

@description('Mail address that is notified when an alert fires or the budget is nearly spent.')
@minLength(1)
param alertEmail string

@description('Settings that the channels of the policy name, with spaces between, such as CHANNEL_TEAMS_URL.')
param channelSettings string = ''

@description('Instances for arriving reports that never sleep; each is paid for around the clock.')
@minValue(0)
@maxValue(10)
param alwaysReadyInstances int = 1

@description('The most that a month should cost, in the currency of the bill; 0 for no budget.')
@minValue(0)
param monthlyBudget int = 0

@description('The month of the first deployment with a budget: yyyy-MM-01. Azure refuses an earlier one at first, and any other one later.')
@maxLength(10)
param budgetStartDate string = ''

@description('The user who has every duty, by the object id: the one who presses the button.')
param userId string = deployer().objectId

// The button's template is https://raw.githubusercontent.com/OWNER/REPOSITORY/TAG/infra/button/azuredeploy.json.
@description('The code, as a zip file at a public address. By default that of the release which this template belongs to.')
param packageUri string = format(
  'https://github.com/{0}/{1}/releases/download/{2}/credfunctions-functions.zip',
  split(deployment().properties.templateLink.uri, '/')[3],
  split(deployment().properties.templateLink.uri, '/')[4],
  split(deployment().properties.templateLink.uri, '/')[5]
)

var me = [{ id: userId, type: 'User' }]

module main '../main.bicep' = {
  params: {
    environmentName: environmentName
    location: location
    alertEmails: [alertEmail]
    duties: {
      uploaders: me
      operators: me
      policyKeepers: me
      evidenceReaders: me
      secretOfficers: me
      deployers: me
    }
    secretSettings: filter(split(channelSettings, ' '), setting => !empty(setting))
    alwaysReadyInstances: alwaysReadyInstances
    monthlyBudget: monthlyBudget
    budgetStartDate: budgetStartDate
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: namesFor(uniqueString(resourceGroup().id, environmentName)).app
}

resource code 'Microsoft.Web/sites/extensions@2025-03-01' = {
  parent: app
  name: 'onedeploy'
  #disable-next-line BCP187 // The published type has no properties; the interface takes these.
  properties: {
    packageUri: packageUri
    remoteBuild: false
  }
  dependsOn: [main]
}
