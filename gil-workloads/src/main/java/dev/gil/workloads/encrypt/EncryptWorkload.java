package dev.gil.workloads.encrypt;

import dev.gil.spi.Task;
import dev.gil.workloads.Trial;
import dev.gil.workloads.Workload;
import dev.gil.workloads.WrongResultException;
import dev.gil.workloads.measure.Pulse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Encrypts messages by AES-128-GCM in frames of 256 KiB and opens them again, a message a task: by
 * tables and loops in Java, or by the kernels of {@link dev.gil.crypto.SealedFrames}. Both write
 * the same format, and each opens what the other has sealed. What is sealed differs each time,
 * since it begins with a salt; the text that comes back is checked.
 */
public final class EncryptWorkload implements Workload {
  private static final Size SIZE = new Size("KiB a message", 1, 262_144, 16_384, 2_048);
  private static final int WORDS_A_KIB = 1024 / Long.BYTES;
  private static final int MESSAGES_A_WORKER = 4;

  /** For {@link java.util.ServiceLoader}. */
  public EncryptWorkload() {}

  @Override
  public String id() {
    return "encrypt";
  }

  @Override
  public String story() {
    return "encrypts messages by AES-GCM and opens them again, a message a task";
  }

  @Override
  public Kind kind() {
    return Kind.CPU;
  }

  @Override
  public Size size() {
    return SIZE;
  }

  @Override
  public List<Form> forms() {
    return List.of(Form.LOOP, Form.KERNEL);
  }

  @Override
  public int tasks(int workers) {
    return MESSAGES_A_WORKER * workers;
  }

  @Override
  public Trial<?> prepare(long size, int tasks, long seed) {
    return prepare(Form.LOOP, size, tasks, seed);
  }

  @Override
  public Trial<?> prepare(Form form, long size, int tasks, long seed) {
    int words = (int) size * WORDS_A_KIB;
    List<Message> messages =
        IntStream.range(0, tasks).mapToObj(i -> new Message(words, seed, i)).toList();
    List<Long> expected = messages.stream().map(Message::checksum).toList();
    boolean loops = form == Form.LOOP;
    return new Trial<Long>() {
      @Override
      public List<Task<Long>> tasks() {
        return messages.stream().map(m -> loops ? byLoops(m) : byKernels(m)).toList();
      }

      @Override
      public List<Callable<Long>> plain() {
        return loops ? messages.stream().map(EncryptWorkload::plainly).toList() : List.of();
      }

      @Override
      public String result(List<Long> parts) {
        return check(expected, parts);
      }
    };
  }

  /** In static methods, so that they capture the message only and can travel. */
  private static Task<Long> byLoops(Message message) {
    return gil -> LoopTrip.checksum(message, gil::checkpoint);
  }

  private static Task<Long> byKernels(Message message) {
    return gil -> KernelTrip.checksum(message, gil);
  }

  private static Callable<Long> plainly(Message message) {
    return () -> LoopTrip.checksum(message, Pulse::poll);
  }

  private static String check(List<Long> expected, List<Long> parts) {
    if (parts.size() != expected.size()) {
      throw new WrongResultException(
          parts.size() + " messages came back instead of " + expected.size());
    }
    long all = 0;
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).equals(parts.get(i))) {
        throw new WrongResultException(
            String.format(
                "message %d came back with the checksum %08x instead of %08x",
                i, parts.get(i), expected.get(i)));
      }
      all = 31 * all + expected.get(i);
    }
    return String.format("%016x", all);
  }
}
