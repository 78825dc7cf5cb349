package dev.gil.workloads.files;

import dev.gil.workloads.WrongResultException;
import dev.gil.workloads.companion.CompanionProcess;
import dev.gil.workloads.steps.Step;
import dev.gil.workloads.steps.StepTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;

/** Reads, by turns of a slow pipe of its own and of a large file. */
final class FilesTrial extends StepTrial<Long> {
  private final Folder folder;
  private final CompanionProcess writers;
  private final long[] right;

  private FilesTrial(int reads, int tasks, Folder folder, CompanionProcess writers, long seed) {
    super(reads, tasks);
    this.folder = folder;
    this.writers = writers;
    long[] large =
        IntStream.range(0, Folder.LARGE_FILES)
            .mapToLong(file -> Filler.checksum(file, seed, Folder.LARGE_BYTES))
            .toArray();
    this.right =
        IntStream.range(0, reads)
            .mapToLong(
                i ->
                    isPipe(i)
                        ? Filler.checksum(Folder.fileOfPipe(i / 2), seed, Folder.PIPE_BYTES)
                        : large[i / 2 % large.length])
            .toArray();
  }

  static FilesTrial of(int reads, int tasks, long seed) throws IOException, InterruptedException {
    Folder folder = new Folder(Files.createTempDirectory("gil-files-"));
    try {
      CompanionProcess writers =
          CompanionProcess.start(
              SlowWriters.class,
              folder.path().toString(),
              Integer.toString((reads + 1) / 2),
              Long.toString(seed));
      return new FilesTrial(reads, tasks, folder, writers, seed);
    } catch (IOException | InterruptedException e) {
      folder.delete();
      throw e;
    }
  }

  private static boolean isPipe(int read) {
    return read % 2 == 0;
  }

  @Override
  protected Step<Long> step(int number, long execution) {
    return isPipe(number)
        ? new ReadStep(folder.pipe(number / 2).toString(), Folder.PIPE_BYTES)
        : new ReadStep(
            folder.large(number / 2 % Folder.LARGE_FILES).toString(), Folder.LARGE_BYTES);
  }

  @Override
  protected String check(List<Long> all) {
    long total = 0;
    for (int i = 0; i < right.length; i++) {
      if (all.get(i) != right[i]) {
        throw new WrongResultException(
            "read " + i + " has the checksum " + all.get(i) + " instead of " + right[i]);
      }
      total += right[i];
    }
    return Long.toString(total);
  }

  /** Where the files are. */
  Folder folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    writers.close();
    if (Files.exists(folder.path())) {
      folder.delete();
    }
  }
}
