package dev.gil;

import java.io.Serial;

/**
 * Another copy of gil in this JVM, loaded by another class loader, owns the shared lock of that
 * name: two locks for one library would guard nothing. Load gil once, where all its users see it.
 */
public final class LockNameTakenException extends GilException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message which name, and which copy has it
   */
  public LockNameTakenException(String message) {
    super(message);
  }
}
