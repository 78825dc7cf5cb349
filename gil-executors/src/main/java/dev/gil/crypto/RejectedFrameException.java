package dev.gil.crypto;

import java.io.Serial;

/**
 * A sealed message was not opened, since a part of it is not what was sealed under this key and
 * context. Names the part. Nothing of the message has been released.
 */
public final class RejectedFrameException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** The frame, from 1; 0 for the header. */
  private final long frame;

  /** How many there are by the message's length; 0 if it has a length that no message has. */
  private final long frames;

  private RejectedFrameException(long frame, long frames, String message) {
    super(message);
    this.frame = frame;
    this.frames = frames;
  }

  static RejectedFrameException inHeader(long frames, String why) {
    return new RejectedFrameException(
        0, frames, "the header of a sealed message was rejected: " + why);
  }

  static RejectedFrameException ofFrame(long frame, long frames) {
    String last =
        frame == frames ? ", or the message was cut off after it or goes on elsewhere" : "";
    return new RejectedFrameException(
        frame,
        frames,
        "frame "
            + frame
            + " of "
            + frames
            + " was rejected: it was changed, moved, or taken from another message"
            + last
            + ". Nothing of the message was released");
  }

  static RejectedFrameException ofLength(long frame, long bytes, String why) {
    return new RejectedFrameException(
        frame, 0, "a sealed message of " + bytes + " bytes was rejected: " + why);
  }

  /**
   * Which part was rejected.
   *
   * @return the number of the frame, from 1; 0 for the header
   */
  public long frame() {
    return frame;
  }

  /**
   * Of how many.
   *
   * @return the number of frames by the length of the message; 0 if no message has such a length
   */
  public long frames() {
    return frames;
  }
}
