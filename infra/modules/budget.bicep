// Says so when a month gets dearer than planned. It stops nothing.

@description('Name of the budget.')
param name string

@description('The most that a month should cost, in the currency of the bill.')
@minValue(1)
param monthlyAmount int

@description('The first day of the month from which it counts: yyyy-MM-01. Azure refuses one that lies in the past at creation.')
param startDate string

@description('Mail addresses that are notified.')
param emails string[]

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: monthlyAmount
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: {
      mostOfItSpent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: emails
      }
      moreIsForecast: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: emails
      }
    }
  }
}
