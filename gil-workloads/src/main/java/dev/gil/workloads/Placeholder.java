package dev.gil.workloads;

/** Keeps the package until its first type arrives. */
public interface Placeholder {}
