// The workbook: reports that arrived, open findings and notifications. workbook.json has its texts and queries, this file their form.

import { place } from 'names.bicep'

param at place

var page = loadJsonContent('workbook.json')
var ofLogs = { queryType: 0, resourceType: 'microsoft.operationalinsights/workspaces' }

var parameters = {
  type: 9
  name: 'parameters'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    parameters: map(page.parameters, parameter => { version: 'KqlParameterItem/1.0', ...parameter })
    ...ofLogs
  }
}

var items = map(
  page.items,
  item =>
    contains(item, 'text')
      ? { type: 1, name: item.name, content: { json: item.text } }
      : {
          type: 3
          name: item.name
          content: {
            version: 'KqlItem/1.0'
            query: item.query
            size: 0
            title: item.title
            timeContextFromParameter: 'TimeRange'
            visualization: item.visualization
            chartSettings: item.?chart ?? {}
            ...ofLogs
          }
        }
)

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: at.names.workspace
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspace.id, 'credfunctions')
  location: at.location
  tags: at.tags
  kind: 'shared'
  properties: {
    displayName: 'CredFunctions'
    category: 'workbook'
    sourceId: workspace.id
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat(take(items, 1), [parameters], skip(items, 1))
      isLocked: false
      fallbackResourceIds: []
      '$schema': 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json'
    })
  }
}
