package dev.gil.executors.processes;

import org.junit.jupiter.api.BeforeEach;

/** The same over memory, so that what is tested over it is tested over a link. */
class MemoryLinkTest extends LinkTest {
  @BeforeEach
  @Override
  void connect() {
    MemoryTransport.Pair pair = MemoryTransport.pair(1000);
    here = new Link(pair.near(), Frame.MAX_PAYLOAD);
    there = new Link(pair.far(), Frame.MAX_PAYLOAD);
  }
}
