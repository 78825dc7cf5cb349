package dev.gil.io;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.http.HttpClient;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Wraps what blocks, so that a thread gives up all its locks for as long as it waits in there, and
 * holds them again when the call returns or throws.
 *
 * {@snippet :
 * try (Attachment gil = lock.attach();
 *     InputStream in = Detaching.inputStream(socket.getInputStream())) {
 *   for (int b = in.read(); b >= 0; b = in.read()) { // others may attach while this waits
 *     seen[b]++; // attached
 *   }
 * }
 * }
 *
 * <p>For code that runs under the strategies {@code threads} and {@code virtual-explicit}. Under
 * {@code virtual} sockets and processes need none of it; files do, since a file read keeps its
 * carrier. What has no wrapper here, such as {@code accept} of a server socket, takes {@link
 * dev.gil.Gil#detached}. A thread that holds no lock just calls through, and one in a {@linkplain
 * dev.gil.GlobalLock#session(String) session} keeps that lock, as with {@link
 * dev.gil.Gil#detach()}.
 *
 * <p>A wrapper around a buffer beats a buffer around a wrapper. The buffer of the JDK is locked
 * while its thread takes the locks of gil back; another thread that holds one of them and uses the
 * same buffer then waits for ever. {@link #reader} and {@link #writer} are right by construction; a
 * {@code PrintStream} or {@code InputStreamReader} over a wrapper is for one thread only. Data that
 * is read or written meanwhile, such as the array of a read, must be the caller's alone.
 *
 * <p>A wrapper owns nothing: closing it closes what it wraps, and whoever has both may use both. It
 * is as thread-safe as what it wraps. Wrapping a wrapper returns the same one. An interrupt does to
 * a call what it does without the wrapper; taking back is not interrupted and leaves the flag set.
 * Every call may throw {@link dev.gil.LockClosedException}, if a lock was closed meanwhile: what
 * the call did is done, its outcome is lost, and the lock is not held.
 */
public final class Detaching {
  private Detaching() {}

  /**
   * A stream whose every call runs detached.
   *
   * <p>{@code transferTo} reads detached and writes as the caller would: wrap the target too if it
   * can block.
   *
   * @param in read from, and closed with the result
   * @return the wrapper
   */
  public static InputStream inputStream(InputStream in) {
    Objects.requireNonNull(in, "in");
    return in instanceof DetachingInputStream ? in : new DetachingInputStream(in);
  }

  /**
   * A stream whose every call runs detached, {@code flush} and {@code close} too.
   *
   * @param out written to, and closed with the result
   * @return the wrapper
   */
  public static OutputStream outputStream(OutputStream out) {
    Objects.requireNonNull(out, "out");
    return out instanceof DetachingOutputStream ? out : new DetachingOutputStream(out);
  }

  /**
   * A buffered reader whose every call runs detached; several threads may share it. Where one
   * thread reads long files by short lines, a {@code BufferedReader} over {@link #inputStream}
   * gives the locks up once a buffer instead of once a line.
   *
   * @param reader read from, buffered if it is not yet, and closed with the result
   * @return the wrapper
   */
  public static BufferedReader reader(Reader reader) {
    Objects.requireNonNull(reader, "reader");
    return reader instanceof DetachingReader adapter ? adapter : new DetachingReader(reader);
  }

  /**
   * A buffered writer whose every call runs detached; several threads may share it.
   *
   * @param writer written to, buffered if it is not yet, and closed with the result
   * @return the wrapper
   */
  public static BufferedWriter writer(Writer writer) {
    Objects.requireNonNull(writer, "writer");
    return writer instanceof DetachingWriter adapter ? adapter : new DetachingWriter(writer);
  }

  /**
   * A channel that is read detached.
   *
   * @param channel read from, and closed with the result
   * @return the wrapper
   */
  public static ReadableByteChannel readableChannel(ReadableByteChannel channel) {
    Objects.requireNonNull(channel, "channel");
    return switch (channel) {
      case DetachingReadableChannel adapter -> adapter;
      case DetachingByteChannel adapter -> adapter;
      case DetachingFileChannel adapter -> adapter;
      default -> new DetachingReadableChannel(channel);
    };
  }

  /**
   * A channel that is written detached.
   *
   * @param channel written to, and closed with the result
   * @return the wrapper
   */
  public static WritableByteChannel writableChannel(WritableByteChannel channel) {
    Objects.requireNonNull(channel, "channel");
    return switch (channel) {
      case DetachingWritableChannel adapter -> adapter;
      case DetachingByteChannel adapter -> adapter;
      case DetachingFileChannel adapter -> adapter;
      default -> new DetachingWritableChannel(channel);
    };
  }

  /**
   * A channel, such as a {@code SocketChannel}, that is read and written detached.
   *
   * @param channel read from, written to, and closed with the result
   * @return the wrapper
   */
  public static ByteChannel byteChannel(ByteChannel channel) {
    Objects.requireNonNull(channel, "channel");
    return switch (channel) {
      case DetachingByteChannel adapter -> adapter;
      case DetachingFileChannel adapter -> adapter;
      default -> new DetachingByteChannel(channel);
    };
  }

  /**
   * A file channel whose every call runs detached.
   *
   * <p>A transfer runs detached if its other end is a file or a socket of the JDK; else only this
   * end does. An interrupt closes the channel, as always. The {@code FileLock}s it returns name the
   * channel inside; one that was closed from inside is seen as open until the next call fails.
   * Memory it maps is read and written without any call, so a page fault there keeps the locks.
   *
   * @param channel used, and closed with the result
   * @return the wrapper
   */
  public static FileChannel fileChannel(FileChannel channel) {
    Objects.requireNonNull(channel, "channel");
    return channel instanceof DetachingFileChannel ? channel : new DetachingFileChannel(channel);
  }

  /**
   * A process that is waited for detached, and whose streams are read and written detached.
   *
   * <p>{@code inputReader}, {@code errorReader} and {@code outputWriter} are the JDK's buffers
   * around those streams, for one thread each.
   *
   * @param process waited for; ending it ends the result
   * @return the wrapper
   */
  public static Process process(Process process) {
    Objects.requireNonNull(process, "process");
    return process instanceof DetachingProcess ? process : new DetachingProcess(process);
  }

  /**
   * A client whose {@code send}, {@code awaitTermination} and {@code close} run detached; all else
   * does not block. Needs the module {@code java.net.http}.
   *
   * <p>{@code sendAsync} is the client's own: wait for its future by {@link
   * dev.gil.Gil#detached(dev.gil.Attachment.Call)}. A body that {@code send} leaves to be read as
   * an {@code InputStream} is read detached; one that is read as a stream of lines is not. Body
   * handlers run without the locks, as they run on the client's threads.
   *
   * @param client sends, and is closed with the result
   * @return the wrapper
   */
  public static HttpClient httpClient(HttpClient client) {
    return DetachingHttpClient.over(Objects.requireNonNull(client, "client"));
  }

  /**
   * A data source all of whose connections, statements and results run detached what may wait for
   * the database or the disk, and nothing else: reading a column or setting a parameter does not
   * detach. Needs the module {@code java.sql}.
   *
   * <p>Detached are: getting a connection; all of a connection but plain questions such as {@code
   * isClosed}; executing, cancelling and closing a statement; moving, changing and closing a result
   * set; metadata; large objects and the streams of their content. Exceptions come out as the
   * driver threw them. {@code unwrap} gives the wrapper itself for an interface of {@code
   * java.sql}, and what is inside for any other type. Two wrappers are equal if what they wrap is.
   *
   * <p>A stream or reader given as a parameter may be read by the driver while it executes, without
   * the locks. Put a connection pool inside the wrapper, not around it.
   *
   * @param source makes the connections
   * @return the wrapper
   */
  public static DataSource dataSource(DataSource source) {
    return DetachingJdbc.over(Objects.requireNonNull(source, "source"));
  }
}
