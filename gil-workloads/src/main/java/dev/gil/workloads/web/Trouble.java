package dev.gil.workloads.web;

/** What can come of a request instead of an answer that is of use. */
public enum Trouble {
  /** The server answered that it will not, or cannot. */
  ERROR_STATUS("error status"),
  /** Nobody listens there. */
  REFUSED("refused"),
  /** There is no host of the name. */
  UNKNOWN_HOST("unknown host"),
  /** No answer came in time. */
  TIMED_OUT("timed out"),
  /** The connection was reset, or closed before all was there, or spoke no HTTP. */
  BROKEN_OFF("broken off"),
  /** More came than there is room for. */
  TOO_LARGE("too large");

  private final String words;

  Trouble(String words) {
    this.words = words;
  }

  /** As reports write it. */
  public String words() {
    return words;
  }
}
