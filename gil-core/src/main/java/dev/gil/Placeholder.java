package dev.gil;

/** Keeps the package until its first type arrives. */
public interface Placeholder {}
