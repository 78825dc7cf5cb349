package dev.gil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gil.testkit.RefCountAudit.Kind;
import dev.gil.testkit.RefCountAudit.Violation;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefCountRecorderTest {
  private final RefCountRecorder told = new RefCountRecorder();

  @BeforeEach
  void allocate() {
    told.allocated("page");
  }

  private void assertFound(Kind... kinds) {
    assertThat(told.audit().violations()).extracting(Violation::kind).containsExactly(kinds);
  }

  @Test
  void aBalancedLifeIsFine() {
    told.retained("page");
    told.used("page");
    told.releasing("page");
    told.releasing("page");
    told.freed("page");
    assertThat(told.audit()).isEqualTo(new RefCountAudit(List.of(), 6));
  }

  @Test
  void moreReleasesThanRetainsAreFound() {
    told.releasing("page");
    told.freed("page");
    told.releasing("page");
    assertFound(Kind.RELEASED_TOO_OFTEN);
  }

  @Test
  void useAndRetainAfterTheEndAreFound() {
    told.releasing("page");
    told.freed("page");
    told.used("page");
    told.retained("page");
    assertFound(Kind.USED_AFTER_FREE, Kind.RETAINED_AFTER_FREE);
  }

  @Test
  void aSecondEndIsFound() {
    told.releasing("page");
    told.freed("page");
    told.freed("page");
    assertFound(Kind.FREED_TWICE);
  }

  @Test
  void whatNobodyReleasedHasLeaked() {
    assertFound(Kind.LEAKED);
  }

  @Test
  void aRetainThatWasLostFreesWhatIsOwned() {
    told.retained("page");
    told.releasing("page");
    told.freed("page");
    assertFound(Kind.LOST_UPDATE);
  }

  @Test
  void aReleaseThatWasLostLeaksWhatNobodyOwns() {
    told.releasing("page");
    assertFound(Kind.LOST_UPDATE, Kind.LEAKED);
  }

  @Test
  void whatIsHandedOutAgainWhileItLivesIsFound() {
    told.allocated("page");
    told.releasing("page");
    told.freed("page");
    assertFound(Kind.REUSED);
  }

  @Test
  void whatIsHandedOutAgainAfterItsEndIsFine() {
    told.releasing("page");
    told.freed("page");
    told.allocated("page");
    told.releasing("page");
    told.freed("page");
    assertFound();
  }

  @Test
  void whatWasNeverAllocatedIsRefused() {
    assertThatThrownBy(() -> told.used("another"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another");
  }
}
