package dev.gil.refcount;

/** Keeps the package until its first type arrives. */
public interface Placeholder {}
