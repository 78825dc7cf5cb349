package dev.gil.executors.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.spi.Depot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both sides of a depot, in one process: they share nothing but the files. */
class DepotTest {
  private static final int SIZE = 200_000;

  private Path directory = Path.of("");
  private OwnBlocks mine;
  private ForeignBlocks theirs;

  @BeforeEach
  void open() throws IOException {
    directory = PrivateDirectory.create();
    mine = new OwnBlocks(directory, "t");
    theirs = new ForeignBlocks(directory, "t");
  }

  @AfterEach
  void close() {
    theirs.close();
    mine.close();
    PrivateDirectory.delete(directory);
  }

  private static byte[] filled(int length, int with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  private int files() {
    return Objects.requireNonNull(directory.toFile().list((_, name) -> name.startsWith("t")))
        .length;
  }

  @Test
  void whatOneSideStoresTheOtherFetches() throws IOException {
    long first = mine.store(filled(SIZE, 1));
    long second = mine.store(filled(SIZE + 1, 2));
    assertThat(theirs.fetch(second, SIZE + 1)).isEqualTo(filled(SIZE + 1, 2));
    assertThat(theirs.fetch(first, SIZE)).isEqualTo(filled(SIZE, 1));
  }

  @Test
  void aBlockThatTheOtherSideFreedIsUsedAgain() throws IOException {
    long first = mine.store(filled(SIZE, 1));
    theirs.free(first);
    long second = mine.store(filled(SIZE - 100, 2));
    assertThat(second).isEqualTo(first);
    assertThat(theirs.fetch(second, SIZE - 100)).isEqualTo(filled(SIZE - 100, 2));
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void aBlockInUseIsNot() throws IOException {
    long first = mine.store(filled(SIZE, 1));
    assertThat(mine.store(filled(SIZE, 2))).isNotEqualTo(first);
    assertThat(theirs.fetch(first, SIZE)).isEqualTo(filled(SIZE, 1));
  }

  @Test
  void freeBlocksAreKeptUpToABound() {
    long[] tickets = new long[12];
    for (int i = 0; i < tickets.length; i++) {
      tickets[i] = mine.store(new byte[10 << 20]);
    }
    assertThat(files()).isEqualTo(12);
    for (long ticket : tickets) {
      mine.free(ticket);
    }
    assertThat(files()).isBetween(1, 8);
  }

  @Test
  void smallArraysHadBetterTravel() {
    assertThat(mine.store(new byte[OwnBlocks.LEAST - 1])).isEqualTo(Depot.NOT_STORED);
  }

  @Test
  void whereNoFileCanBeMadeNothingIsStored() {
    OwnBlocks nowhere = new OwnBlocks(directory.resolve("missing"), "t");
    assertThat(nowhere.store(new byte[SIZE])).isEqualTo(Depot.NOT_STORED);
  }

  @Test
  void aTicketOfNothingIsRefused() {
    assertThatThrownBy(() -> theirs.fetch(77, 10)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> theirs.fetch(-1, 10)).isInstanceOf(IOException.class);
  }

  @Test
  void aLengthThatLiesIsRefused() {
    long ticket = mine.store(new byte[SIZE]);
    assertThatThrownBy(() -> theirs.fetch(ticket, Integer.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("are not in a block of");
    assertThatThrownBy(() -> theirs.fetch(ticket, -1)).isInstanceOf(IOException.class);
  }

  @Test
  void aLinkInPlaceOfABlockIsNotFollowed() throws IOException {
    Path secret = Files.write(directory.resolve("secret"), new byte[SIZE]);
    Files.createSymbolicLink(directory.resolve("t5"), secret);
    assertThatThrownBy(() -> theirs.fetch(5, 100)).isInstanceOf(IOException.class);
  }

  @Test
  void aFileThatIsTooShortIsNoBlock() throws IOException {
    Files.write(directory.resolve("t5"), new byte[3]);
    assertThatThrownBy(() -> theirs.fetch(5, 3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no shared block");
  }

  @Test
  void whatOneSideKeepsTheOtherReadsAsOftenAsItLikes() throws IOException {
    long first = mine.keep(filled(200, 1));
    long second = mine.keep(filled(300, 2));
    assertThat(theirs.kept(second, 300)).isEqualTo(filled(300, 2));
    assertThat(theirs.kept(first, 200)).isEqualTo(filled(200, 1));
    assertThat(theirs.kept(first, 200)).isEqualTo(filled(200, 1));
  }

  @Test
  void theSameIsKeptOnce() {
    long first = mine.keep(filled(200, 1));
    assertThat(mine.keep(filled(200, 1))).isEqualTo(first);
  }

  @Test
  void whenItIsFullNothingMoreIsKeptAndNothingLost() throws IOException {
    long first = mine.keep(filled(200, 1));
    long last = first;
    for (int i = 0; last >= 0 && i <= KeptBlock.ROOM; i++) {
      byte[] form = filled(200, 2);
      form[0] = (byte) i;
      form[1] = (byte) (i >> 8);
      last = mine.keep(form);
    }
    assertThat(last).isEqualTo(Depot.NOT_STORED);
    assertThat(theirs.kept(first, 200)).isEqualTo(filled(200, 1));
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void whereNoFileCanBeMadeNothingIsKept() {
    OwnBlocks nowhere = new OwnBlocks(directory.resolve("missing"), "t");
    assertThat(nowhere.keep(new byte[200])).isEqualTo(Depot.NOT_STORED);
  }

  @Test
  void whatIsNotKeptIsRefused() {
    assertThatThrownBy(() -> theirs.kept(0, 10)).isInstanceOf(IOException.class);
    var _ = mine.keep(filled(200, 1));
    assertThatThrownBy(() -> theirs.kept(-1, 10)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> theirs.kept(Long.MAX_VALUE, 10)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> theirs.kept(0, Integer.MAX_VALUE)).isInstanceOf(IOException.class);
  }

  @Test
  void closingDeletesAllAndStoresNothingMore() {
    var _ = mine.store(new byte[SIZE]);
    var _ = mine.keep(new byte[200]);
    mine.close();
    assertThat(files()).isZero();
    assertThat(mine.store(new byte[SIZE])).isEqualTo(Depot.NOT_STORED);
    assertThat(mine.keep(new byte[200])).isEqualTo(Depot.NOT_STORED);
  }

  @Test
  void theFilesOfADeadProcessAreDeletedAndNoOthers() {
    OwnBlocks other = new OwnBlocks(directory, "b");
    var _ = mine.store(new byte[SIZE]);
    var _ = other.store(new byte[SIZE]);
    theirs.deleteAll();
    assertThat(directory.resolve("b1")).exists();
    assertThat(files()).isZero();
    other.close();
  }
}
