"""tus 1.0.0: uploads that go on where they broke off."""
