// Logs and metrics of the app, who is mailed, and the budget. Nobody writes here with a key: the app signs in with its
// identity.

import { place } from 'names.bicep'

param at place
param alertEmails string[]
param logRetentionDays int
param dailyLogLimitGb int
param monthlyBudget int
param budgetStartDate string

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: at.names.workspace
  location: at.location
  tags: at.tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: logRetentionDays
    workspaceCapping: { dailyQuotaGb: dailyLogLimitGb == 0 ? -1 : dailyLogLimitGb }
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: at.names.insights
  location: at.location
  tags: at.tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: at.names.actionGroup
  location: 'global'
  tags: at.tags
  properties: {
    groupShortName: 'CredFn'
    enabled: true
    emailReceivers: [for email in alertEmails: { name: email, emailAddress: email, useCommonAlertSchema: true }]
  }
}

var toAll = { enabled: true, operator: 'GreaterThan', contactEmails: alertEmails }

// It sends a mail when a month gets dearer than planned, and stops nothing.
resource budget 'Microsoft.Consumption/budgets@2026-06-01' = if (monthlyBudget > 0) {
  name: at.names.budget
  properties: {
    category: 'Cost'
    amount: max(1, monthlyBudget)
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: length(budgetStartDate) == 10
        ? budgetStartDate
        : fail('A budget needs budgetStartDate: the first day of this month, as yyyy-MM-01. Keep it in later deployments.')
    }
    notifications: {
      mostOfItSpent: { threshold: 80, thresholdType: 'Actual', ...toAll }
      moreIsForecast: { threshold: 100, thresholdType: 'Forecasted', ...toAll }
    }
  }
}
