package dev.gil.workloads.encrypt;

import java.security.GeneralSecurityException;
import java.util.zip.CRC32C;

/** A message sealed and opened by loops over arrays on the heap. */
final class LoopTrip {
  private LoopTrip() {}

  /**
   * The checksum of what came back.
   *
   * @param pause after each block
   */
  static long checksum(Message message, Runnable pause) throws GeneralSecurityException {
    byte[] text = new byte[message.bytes()];
    for (int i = 0; i < message.words(); i++) {
      pause.run();
      Words.set(text, i * Long.BYTES, message.wordAt(i));
    }
    TableFrames frames = new TableFrames(message.key(), Message.FRAME_BYTES, pause);
    byte[] sealed = frames.seal(text);
    byte[] back = new byte[text.length];
    frames.open(sealed, back);
    CRC32C sum = new CRC32C();
    sum.update(back);
    return sum.getValue();
  }
}
