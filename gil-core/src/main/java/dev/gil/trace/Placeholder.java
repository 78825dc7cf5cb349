package dev.gil.trace;

/** Keeps the package until its first type arrives. */
public interface Placeholder {}
