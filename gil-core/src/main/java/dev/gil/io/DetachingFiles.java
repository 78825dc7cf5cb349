package dev.gil.io;

import dev.gil.Gil;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The methods of {@link Files} that read and write content, with the file opened, read, written and
 * closed detached. Each does what its namesake does, and throws the same.
 *
 * <p>Files block: slow disks, networks, pipes with a name. And a virtual thread keeps its carrier
 * while it reads one, so under the strategy {@code virtual} this is how to let others run. What is
 * not here is as short with {@link Gil#detached}: {@code Gil.detached(() -> Files.size(path))}.
 *
 * <p>Thread-safe, as {@code Files} is. A thread without a lock just calls through. An interrupt
 * does what it does without gil: it closes the channel of a file that is being read, with {@link
 * java.nio.channels.ClosedByInterruptException}. Code of the caller (an {@code Iterable} of lines,
 * a stream to copy to) always runs attached. Every method may throw {@link
 * dev.gil.LockClosedException} if a lock was closed meanwhile.
 */
public final class DetachingFiles {
  private DetachingFiles() {}

  /**
   * The content of a file.
   *
   * @param path of the file
   * @return its bytes
   * @throws IOException if it cannot be opened or read
   */
  public static byte[] readAllBytes(Path path) throws IOException {
    Objects.requireNonNull(path, "path");
    return Gil.detached(() -> Files.readAllBytes(path));
  }

  /**
   * The content of a file in UTF-8.
   *
   * @param path of the file
   * @return its text
   * @throws IOException if it cannot be opened or read, or is not UTF-8
   */
  public static String readString(Path path) throws IOException {
    return readString(path, StandardCharsets.UTF_8);
  }

  /**
   * The content of a file.
   *
   * @param path of the file
   * @param charset of its text
   * @return its text
   * @throws IOException if it cannot be opened or read, or is not of the charset
   */
  public static String readString(Path path, Charset charset) throws IOException {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(charset, "charset");
    return Gil.detached(() -> Files.readString(path, charset));
  }

  /**
   * All lines of a file in UTF-8.
   *
   * @param path of the file
   * @return the lines, without their ends
   * @throws IOException if it cannot be opened or read, or is not UTF-8
   */
  public static List<String> readAllLines(Path path) throws IOException {
    Objects.requireNonNull(path, "path");
    return Gil.detached(() -> Files.readAllLines(path));
  }

  /**
   * The lines of a file in UTF-8, read as the stream asks for them: what the stream's operations do
   * runs attached. For one thread at a time.
   *
   * @param path of the file
   * @return the lines, without their ends; close it to close the file
   * @throws IOException if it cannot be opened; while reading, an {@link UncheckedIOException}
   */
  public static Stream<String> lines(Path path) throws IOException {
    InputStream in = newInputStream(path);
    // Nobody else sees this buffer, so it may be outside: one detach a buffer, not one a line.
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    return reader.lines().onClose(() -> close(in));
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a file.
   *
   * @param path of the file
   * @param bytes not to be changed meanwhile
   * @param options how to open it; by default it is made or emptied
   * @return {@code path}
   * @throws IOException if it cannot be opened or written
   */
  public static Path write(Path path, byte[] bytes, OpenOption... options) throws IOException {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(bytes, "bytes");
    return Gil.detached(() -> Files.write(path, bytes, options));
  }

  /**
   * Writes lines in UTF-8.
   *
   * @param path of the file
   * @param lines asked for attached
   * @param options how to open it; by default it is made or emptied
   * @return {@code path}
   * @throws IOException if it cannot be opened or written
   */
  public static Path write(Path path, Iterable<? extends CharSequence> lines, OpenOption... options)
      throws IOException {
    Objects.requireNonNull(lines, "lines");
    var encoder = StandardCharsets.UTF_8.newEncoder();
    try (var writer =
        new BufferedWriter(new OutputStreamWriter(newOutputStream(path, options), encoder))) {
      for (CharSequence line : lines) {
        writer.append(line);
        writer.newLine();
      }
    }
    return path;
  }

  /**
   * Writes text in UTF-8.
   *
   * @param path of the file
   * @param text turned into a string attached
   * @param options how to open it; by default it is made or emptied
   * @return {@code path}
   * @throws IOException if it cannot be opened or written, or the text is not valid
   */
  public static Path writeString(Path path, CharSequence text, OpenOption... options)
      throws IOException {
    Objects.requireNonNull(path, "path");
    String string = text.toString();
    return Gil.detached(() -> Files.writeString(path, string, options));
  }

  /**
   * Copies a file.
   *
   * @param source the file
   * @param target its copy
   * @param options as {@link Files#copy(Path, Path, CopyOption...)} takes them
   * @return {@code target}
   * @throws IOException if it cannot be copied
   */
  public static Path copy(Path source, Path target, CopyOption... options) throws IOException {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    return Gil.detached(() -> Files.copy(source, target, options));
  }

  /**
   * Copies a stream to a file: reads attached, unless the stream is a wrapper of {@link Detaching}
   * itself, and writes detached.
   *
   * @param in read to its end, not closed
   * @param target made by this
   * @param options {@code REPLACE_EXISTING} or none
   * @return how many bytes were copied
   * @throws IOException if reading or writing fails; a file begun stays
   * @throws UnsupportedOperationException if there is any other option
   */
  public static long copy(InputStream in, Path target, CopyOption... options) throws IOException {
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(target, "target");
    for (CopyOption option : options) {
      if (Objects.requireNonNull(option, "option") != StandardCopyOption.REPLACE_EXISTING) {
        throw new UnsupportedOperationException(
            option + " means nothing to a copy of a stream; REPLACE_EXISTING does");
      }
    }
    if (options.length > 0) {
      Gil.detached(() -> Files.deleteIfExists(target));
    }
    try (OutputStream out =
        newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return in.transferTo(out);
    }
  }

  /**
   * Copies a file to a stream: reads detached, and writes attached, unless the stream is a wrapper
   * of {@link Detaching} itself.
   *
   * @param source the file
   * @param out written to, neither flushed nor closed
   * @return how many bytes were copied
   * @throws IOException if reading or writing fails
   */
  public static long copy(Path source, OutputStream out) throws IOException {
    Objects.requireNonNull(out, "out");
    try (InputStream in = newInputStream(source)) {
      return in.transferTo(out);
    }
  }

  /**
   * Moves a file, which copies it where the target is on another disk.
   *
   * @param source the file
   * @param target where to
   * @param options as {@link Files#move} takes them
   * @return {@code target}
   * @throws IOException if it cannot be moved
   */
  public static Path move(Path source, Path target, CopyOption... options) throws IOException {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    return Gil.detached(() -> Files.move(source, target, options));
  }

  /**
   * Opens a file to read, detached: a named pipe waits here for its writer.
   *
   * @param path of the file
   * @param options how to open it
   * @return a wrapper as of {@link Detaching#inputStream}, not buffered; the caller closes it
   * @throws IOException if it cannot be opened
   */
  public static InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    Objects.requireNonNull(path, "path");
    return Detaching.inputStream(Gil.detached(() -> Files.newInputStream(path, options)));
  }

  /**
   * Opens a file to write, detached: a named pipe waits here for its reader.
   *
   * @param path of the file
   * @param options how to open it; by default it is made or emptied
   * @return a wrapper as of {@link Detaching#outputStream}, not buffered; the caller closes it
   * @throws IOException if it cannot be opened
   */
  public static OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    Objects.requireNonNull(path, "path");
    return Detaching.outputStream(Gil.detached(() -> Files.newOutputStream(path, options)));
  }

  /**
   * Opens a file to read in UTF-8.
   *
   * @param path of the file
   * @return a wrapper as of {@link Detaching#reader}; the caller closes it
   * @throws IOException if it cannot be opened
   */
  public static BufferedReader newBufferedReader(Path path) throws IOException {
    Objects.requireNonNull(path, "path");
    return Detaching.reader(Gil.detached(() -> Files.newBufferedReader(path)));
  }

  /**
   * Opens a file to write in UTF-8.
   *
   * @param path of the file
   * @param options how to open it; by default it is made or emptied
   * @return a wrapper as of {@link Detaching#writer}; the caller closes it
   * @throws IOException if it cannot be opened
   */
  public static BufferedWriter newBufferedWriter(Path path, OpenOption... options)
      throws IOException {
    Objects.requireNonNull(path, "path");
    return Detaching.writer(Gil.detached(() -> Files.newBufferedWriter(path, options)));
  }

  /**
   * Opens a file's channel.
   *
   * @param path of the file
   * @param options how to open it
   * @return a wrapper as of {@link Detaching#fileChannel}; the caller closes it
   * @throws IOException if it cannot be opened
   */
  public static FileChannel newFileChannel(Path path, OpenOption... options) throws IOException {
    Objects.requireNonNull(path, "path");
    return Detaching.fileChannel(Gil.detached(() -> FileChannel.open(path, options)));
  }
}
