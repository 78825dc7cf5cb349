package dev.gil.spi;

/** One way to run tasks. */
public interface ParallelismStrategy {}
