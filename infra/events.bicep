// The second stage: sends events of uploads to the app. The key in the address exists only once the app has run.

targetScope = 'resourceGroup'

import { namesFor } from 'modules/names.bicep'
import { hostContainers, inbox, uploadFunction } from 'modules/contract.bicep'

@description('Name of the environment, as in the first stage.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Region of the account that holds the reports.')
@minLength(1)
param location string = resourceGroup().location

@description('Tags of every resource, beside the one by which azd finds its environment.')
param tags { *: string } = {}

@description('The system topic that the account of the reports has already, such as the one of Defender\'s malware scan: an account has one at most. It needs an identity of its own. Empty where there is none.')
param existingTopicName string = ''

var names = namesFor(uniqueString(resourceGroup().id, environmentName))
var allTags = union(tags, { 'azd-env-name': environmentName })

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: names.app
}

resource reportStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: names.reportStorage
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: names.hostStorage
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  name: names.actionGroup
}

resource existingTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = if (!empty(existingTopicName)) {
  name: existingTopicName
}

resource newTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' = if (empty(existingTopicName)) {
  name: names.eventTopic
  location: location
  tags: allTags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: reportStorage.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: names.workspace
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (empty(existingTopicName)) {
  name: 'audit'
  scope: newTopic
  properties: { workspaceId: workspace.id, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

var topicName = empty(existingTopicName) ? names.eventTopic : existingTopicName
var principalId = empty(existingTopicName) ? newTopic!.identity.principalId : existingTopic!.identity.principalId

module undeliveredAccess 'modules/grants.bicep' = {
  params: {
    names: names
    principalId: principalId
    principalType: 'ServicePrincipal'
    grants: [{ role: 'blobDataContributor', on: 'hostContainer', name: hostContainers.undeliveredEvents }]
  }
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  name: '${topicName}/report-uploaded-${names.token}'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${uploadFunction}&code=${listKeys('${app.id}/host/default', app.apiVersion).systemKeys.blobs_extension}'
        maxEventsPerBatch: 1
      }
    }
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${inbox}/blobs/'
      // The calls that end an upload. Others create a blob that is still being written, or change its properties only.
      advancedFilters: [
        {
          key: 'data.api'
          operatorType: 'StringIn'
          values: ['CopyBlob', 'PutBlob', 'PutBlockList', 'FlushWithClose']
        }
      ]
    }
    // A day; after that the hourly sweep has found the report long since.
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: hostStorage.id
          blobContainerName: hostContainers.undeliveredEvents
        }
      }
    }
  }
  // Without the role the subscription is refused.
  dependsOn: [undeliveredAccess]
}

resource undelivered 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'undelivered upload events ${names.token}'
  location: 'global'
  tags: allTags
  properties: {
    description: 'For a day, Event Grid could not deliver the event of an upload to the app. The hourly sweep finds the report anyway, so it is late but not lost. Check that the app runs. If the key of the blob extension was renewed, deploy infra/events.bicep again. Then delete what is in the container ${hostContainers.undeliveredEvents}.'
    severity: 2
    enabled: true
    scopes: [empty(existingTopicName) ? newTopic.id : existingTopic.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'undelivered events'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          metricName: 'DeadLetteredCount'
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Total'
        }
      ]
    }
    actions: [{ actionGroupId: actionGroup.id }]
  }
}
