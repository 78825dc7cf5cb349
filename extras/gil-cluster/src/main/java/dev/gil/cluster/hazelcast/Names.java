package dev.gil.cluster.hazelcast;

import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.nio.serialization.DataSerializableFactory;

/** What members and clients must agree on. */
final class Names {
  /** Where tasks wait and run. */
  static final String TASKS = "gil-tasks";

  /** The same, for those that the engine keeps a copy of. */
  static final String DURABLE = "gil-durable";

  /** What passes the tasks: a cancel must not wait behind them. */
  static final String NOTICES = "gil-notices";

  /** How often durable tasks were begun, for as long as one may come again. */
  static final String BEGUN = "gil-begun";

  /** What the addresses of notes begin with. */
  static final String NOTES = "gil-notes-";

  static final String BUILD = "gil.build";
  static final String PID = "gil.pid";

  static final int FACTORY = 0x67696c; // gil
  static final int DELIVERY = 1;
  static final int NOTICE = 2;

  private Names() {}

  /**
   * Envelopes are read field by field, never deserialized; what the engine itself deserializes may
   * be of the JDK's values and the engine's own classes, nothing else.
   */
  static void restrict(SerializationConfig serialization, DataSerializableFactory factory) {
    serialization.addDataSerializableFactory(FACTORY, factory);
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPrefixes("[", "java.lang.", "java.util.", "java.io.", "java.net.", "com.hazelcast.");
    serialization.setJavaSerializationFilterConfig(filter);
  }
}
