package dev.gil.testkit;

/** Keeps the package until its first type arrives. */
public interface Placeholder {}
