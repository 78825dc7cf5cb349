package dev.gil.workloads.files;

import dev.gil.workloads.companion.Companion;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process that makes the files, writes slowly into the pipes, and deletes everything when its
 * parent is gone.
 */
final class SlowWriters {
  private static final long PAUSE_MILLIS = 50;

  private SlowWriters() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Folder folder = new Folder(Path.of(arguments[0]));
    int pipes = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    Companion.endWithParent(folder::delete);
    folder.makePipes(pipes);
    folder.makeLargeFiles(seed);
    for (int i = 0; i < pipes; i++) {
      Path pipe = folder.pipe(i);
      byte[] content = new Filler(Folder.fileOfPipe(i), seed).next(Folder.PIPE_BYTES);
      Thread.ofPlatform().name("writer-" + i).start(() -> write(pipe, content));
    }
    Companion.ready();
  }

  /**
   * For every reader anew. A reader that has read enough and is gone is no failure; what it left
   * behind, always all of the content, is the next one's.
   */
  private static void write(Path pipe, byte[] content) {
    while (Files.exists(pipe)) {
      try (var out = new FileOutputStream(pipe.toFile())) { // waits for a reader
        Thread.sleep(PAUSE_MILLIS);
        out.write(content);
      } catch (IOException e) {
        // The reader is gone.
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
