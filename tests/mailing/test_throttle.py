from hypothesis import given
from hypothesis import strategies as st

from app.mailing.throttle import Throttle


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self):
        self.at = 0.0
        self.slept = 0.0

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.at += seconds
        self.slept += seconds


@given(domains=st.lists(st.sampled_from(["a.fr", "b.fr", "c.fr"]), max_size=40))
def test_mails_to_one_domain_keep_their_distance(domains):
    clock, sent = Clock(), {}
    throttle = Throttle(4, clock, clock.sleep)
    for domain in domains:
        throttle.wait(domain)
        assert clock.at >= sent.get(domain, -1) + 0.25 - 1e-9
        sent[domain] = clock.at


def test_mails_to_many_domains_do_not_wait_for_each_other():
    clock = Clock()
    throttle = Throttle(1, clock, clock.sleep)
    for number in range(50):
        throttle.wait(f"{number}.fr")
    assert clock.slept == 0


def test_nothing_waits_without_a_limit():
    clock = Clock()
    throttle = Throttle(0, clock, clock.sleep)
    for _ in range(50):
        throttle.wait("a.fr")
    assert clock.slept == 0


def test_domains_of_long_ago_are_forgotten():
    clock = Clock()
    throttle = Throttle(1, clock, clock.sleep)
    for number in range(50):
        throttle.wait(f"{number}.fr")
        clock.at += 10
    assert len(throttle.free_at) == 1
