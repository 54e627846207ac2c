package dev.sluice.kustomize;

/** What a build renders charts with, and whether it may. */
record ChartSupport(ChartInflator inflator, HelmOptions options) {}
