"""What is done to many suggestions at once: one act below the list, 集中分辦, 逐件核對公開."""
