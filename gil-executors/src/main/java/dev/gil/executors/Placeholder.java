package dev.gil.executors;

/** Keeps the package until its first type arrives. */
public interface Placeholder {}
