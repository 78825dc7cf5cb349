package dev.gil.executors.processes;

import dev.gil.spi.RemoteTask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The first words of a worker: the nonce it was given, and what it runs.
 *
 * @param nonce as in its orders
 * @param build of gil
 * @param java version of the JDK
 * @param archive whether the JVM uses an archive of classes; without one its start is slow
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Hello(byte[] nonce, String build, String java, boolean archive) {
  /** More than a hello may be, in bytes: its sender is not known yet. */
  static final int MAX_BYTES = 4 * 1024;

  /** What this JVM says of itself. */
  static Hello here(byte[] nonce) {
    boolean archive = System.getProperty("java.vm.info", "").contains("sharing");
    return new Hello(nonce, Build.HERE, Runtime.version().toString(), archive);
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(nonce.length);
      out.write(nonce);
      out.writeUTF(build);
      out.writeUTF(java);
      out.writeBoolean(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory
    }
    return bytes.toByteArray();
  }

  static Hello decode(byte[] bytes) throws MalformedFrameException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int length = in.readInt();
      if (length < 0 || length > bytes.length) {
        throw new MalformedFrameException("a nonce of " + length + " bytes");
      }
      return new Hello(in.readNBytes(length), in.readUTF(), in.readUTF(), in.readBoolean());
    } catch (IOException e) {
      throw new MalformedFrameException("the hello cannot be read: " + e);
    }
  }

  /** Why a worker that says {@code this} cannot work for a parent that would say {@code mine}. */
  @Nullable String mismatch(Hello mine) {
    if (!java.equals(mine.java)) {
      return "it runs Java " + java + ", and this JVM " + mine.java;
    }
    return build.equals(mine.build)
        ? null
        : "it runs another build of gil ("
            + build
            + ", here "
            + mine.build
            + "): was the jar replaced under this JVM?";
  }

  /**
   * Tells builds apart by the classes that speak to each other, since a class path need not have
   * version numbers. Read when the first runner opens, as late as a jar may be replaced unnoticed.
   */
  private static final class Build {
    static final String HERE = fingerprint(FrameType.class, WorkerMain.class, RemoteTask.class);

    private static String fingerprint(Class<?>... classes) {
      CRC32 sum = new CRC32();
      for (Class<?> type : classes) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
          if (in != null) {
            sum.update(in.readAllBytes());
          }
        } catch (IOException e) {
          sum.update(file.length()); // unreadable here and readable there is a mismatch
        }
      }
      return Long.toHexString(sum.getValue());
    }
  }
}
